package dev.featurestore.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTest {
    private static final String HUNDRED = "x".repeat(100);

    @Test
    void textsOfUpToAHundredCharactersAreShownWhole() {
        assertThat(Failure.shortened("")).isEmpty();
        assertThat(Failure.shortened(HUNDRED)).isEqualTo(HUNDRED);
    }

    @Test
    void longerTextsAreCut() {
        assertThat(Failure.shortened(HUNDRED + "y")).isEqualTo(HUNDRED + "...");
    }

    @Test
    void aCharacterOfTwoHalvesIsNotCutInTwo() {
        String ninetyNine = "x".repeat(99);

        assertThat(Failure.shortened(ninetyNine + "\uD83D\uDE00")).isEqualTo(ninetyNine + "...");
        assertThat(Failure.shortened("x".repeat(98) + "\uD83D\uDE00y"))
                .isEqualTo("x".repeat(98) + "\uD83D\uDE00" + "...");
    }
}
