package dev.featurestore.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FairSharesTest {
    private final FairShares<String> shares = new FairShares<>(600);

    @Test
    void nobodyHoldsMoreThanWhatIsLeftFree() {
        assertThat(shares.take("a", 301)).isFalse();
        assertThat(shares.take("a", 300)).isTrue();
        assertThat(shares.take("b", 151)).isFalse();
        assertThat(shares.take("b", 150)).isTrue();
        assertThat(shares.take("a", 1)).isFalse();
        assertThat(shares.take("b", 1)).isFalse();
        assertThat(shares.held()).isEqualTo(450);
    }

    @Test
    void oneAloneMayHoldAll() {
        assertThat(shares.takeAlone("a", 601)).isFalse();
        assertThat(shares.takeAlone("a", 600)).isTrue();
    }

    @Test
    void whatIsGivenBackIsFreeAgain() {
        shares.take("a", 300);

        shares.giveBack("a", 100);
        assertThat(shares.take("a", 100)).isTrue();
        shares.giveBack("a", 300);

        assertThat(shares.held()).isZero();
        assertThat(shares.take("b", 300)).isTrue();
    }
}
