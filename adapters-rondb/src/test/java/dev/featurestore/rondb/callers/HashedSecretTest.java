package dev.featurestore.rondb.callers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HashedSecretTest {
    /** {@code printf 'abc' | sha256sum} */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void secretFollowedByItsSaltHashesToTheStoredValue() {
        HashedSecret hashed = new HashedSecret(ABC, "c");

        assertThat(hashed.isOf("ab")).isTrue();
        assertThat(hashed.isOf("abc")).isFalse();
        assertThat(hashed.isOf("")).isFalse();
    }

    @Test
    void nothingIsTheSecretOfNone() {
        assertThat(HashedSecret.NONE.isOf("")).isFalse();
        assertThat(HashedSecret.NONE.isOf("secret")).isFalse();
    }

    @Test
    void textFormShowsNothing() {
        assertThat(new HashedSecret(ABC, "salt")).hasToString("***");
    }
}
