package dev.featurestore.application.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.access.ApiKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t "})
    void aHeaderThatIsNotThereOrBlankIsNoCredential(String header) {
        assertThat(Credential.ofHeader(header)).isEqualTo(new Credential.Absent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef.secret", " 0123456789abcdef.secret\t"})
    void aKeyIsReadWithoutTheBlanksAroundIt(String header) {
        assertThat(Credential.ofHeader(header))
                .isEqualTo(new Credential.Given(new ApiKey("0123456789abcdef", "secret")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "0123456789abcdef", "0123456789abcdef.", "short.secret", "0123456789abcdef.a b"})
    void anythingElseIsMalformedAndForgotten(String header) {
        Credential credential = Credential.ofHeader(header);

        assertThat(credential).isEqualTo(new Credential.Malformed());
        assertThat(credential.toString()).doesNotContain(header);
    }

    @Test
    void ofSeveralHeadersNoneCounts() {
        String key = "0123456789abcdef.secret";

        assertThat(Credential.ofHeaders(List.of())).isEqualTo(new Credential.Absent());
        assertThat(Credential.ofHeaders(List.of(key))).isEqualTo(Credential.ofHeader(key));
        assertThat(Credential.ofHeaders(List.of(key, key))).isEqualTo(new Credential.Repeated());
        assertThat(Credential.ofHeaders(List.of(key, ""))).isEqualTo(new Credential.Repeated());
    }
}
