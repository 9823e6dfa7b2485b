package dev.featurestore.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.Callers;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.Authenticate;
import dev.featurestore.application.usecase.Credential;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApiKeyAuthenticationTest {
    private static final Caller ADA = new Caller.Member(List.of());
    private static final Callers ONLY_ADA = (key, deadline) ->
            key.prefix().equals("0123456789abcdef") && key.secret().equals("ada's-secret")
                    ? Optional.of(ADA)
                    : Optional.empty();
    private static final Callers NEVER_ASKED = (key, deadline) -> {
        throw new AssertionError("asked for " + key);
    };

    @Test
    void theOwnerOfAKeyIsTheCaller() {
        Answer<Caller> answer = authenticate(ONLY_ADA, "0123456789abcdef.ada's-secret");

        assertThat(answer).isEqualTo(new Answer.Given<>(ADA));
    }

    @Test
    void anUnknownKeyAndAWrongSecretAreToldAlike() {
        Answer<Caller> unknown = authenticate(ONLY_ADA, "fedcba9876543210.ada's-secret");
        Answer<Caller> wrong = authenticate(ONLY_ADA, "0123456789abcdef.guessed-secret");

        assertThat(unknown).isEqualTo(wrong).isEqualTo(refused("Invalid API key"));
    }

    @Test
    void noKeyIsRefusedWithoutALookUp() {
        assertThat(authenticate(NEVER_ASKED, null)).isEqualTo(refused("No API key: send it in the X-API-KEY header"));
    }

    @Test
    void aMalformedKeyIsRefusedWithoutALookUpAndNotRepeated() {
        assertThat(authenticate(NEVER_ASKED, "some-secret"))
                .isEqualTo(refused("Malformed API key: expected <16-character prefix>.<secret>"));
    }

    @Test
    void aStoreThatFailsIsNoRefusal() {
        StoreFailure failure = new StoreFailure(ErrorCode.STORE_READ_FAILED, "api keys", new RuntimeException());
        Callers failing = (key, deadline) -> {
            throw failure;
        };

        assertThatThrownBy(() -> authenticate(failing, "0123456789abcdef.secret"))
                .isSameAs(failure);
    }

    private static Answer<Caller> authenticate(Callers callers, String header) {
        Authenticate authenticate = new ApiKeyAuthentication(callers);
        return authenticate.authenticate(Credential.ofHeader(header), Deadline.NONE);
    }

    private static Answer<Caller> refused(String message) {
        return new Answer.Refused<>(new Failure(ErrorCode.UNAUTHENTICATED, message));
    }
}
