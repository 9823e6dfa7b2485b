package dev.featurestore.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    private static final String PREFIX = "0123456789abcdef";

    @ParameterizedTest
    @ValueSource(strings = {"s", "secret", "with.point", "!~"})
    void isPrefixPointAndSecret(String secret) {
        assertThat(ApiKey.parse(PREFIX + "." + secret)).contains(new ApiKey(PREFIX, secret));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "secret",
                PREFIX,
                PREFIX + ".",
                "0123456789abcde.secret",
                "0123456789abcdef0.secret",
                ".0123456789abcdef",
                "0123.56789abcdef.secret",
                PREFIX + ".sec ret",
                PREFIX + ".secret\n",
                " " + PREFIX + ".secret",
                PREFIX + ".s\u00e9cret",
                PREFIX + ".\u007f",
                PREFIX + ".\u0000",
            })
    void anythingElseIsNone(String text) {
        assertThat(ApiKey.parse(text)).isEmpty();
    }

    @Test
    void isOfBoundedLength() {
        int longest = 512 - PREFIX.length() - 1;

        assertThat(ApiKey.parse(PREFIX + "." + "s".repeat(longest))).isPresent();
        assertThat(ApiKey.parse(PREFIX + "." + "s".repeat(longest + 1))).isEmpty();
    }

    @Test
    void doesNotShowItsSecret() {
        assertThat(new ApiKey(PREFIX, "secret")).hasToString(PREFIX + ".***");
    }

    @Test
    void cannotBeMadeWithoutItsParts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiKey("short", "secret"))
                .withMessage("malformed API key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiKey(PREFIX, ""))
                .withMessage("malformed API key");
    }
}
