package dev.featurestore.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {

    @Test
    void numbersAndReasonsAreThoseOfTheApi() {
        assertThat(Arrays.stream(ErrorCode.values()).map(code -> code.number() + " " + code.reason()))
                .containsExactlyInAnyOrder(
                        "1 Feature view does not exist.",
                        "2 Feature store does not exist.",
                        "3 Feature group does not exist.",
                        "4 Reading feature group failed.",
                        "5 Reading feature store failed.",
                        "6 Reading feature view failed.",
                        "7 Reading training dataset join failed.",
                        "8 Reading training dataset feature failed.",
                        "9 Fetching metadata from cache failed.",
                        "10 Wrong data type.",
                        "11 Feature does not exist.",
                        "12 Incorrect primary key.",
                        "13 Incorrect passed feature.",
                        "14 Reading from db failed.",
                        "15 No primary key is given.",
                        "16 Incorrect feature value.",
                        "17 Access unshared feature store failed",
                        "18 Reading from db failed.",
                        "19 Deserialising complex feature failed.",
                        "20 Malformed request.",
                        "21 Too many entries.",
                        "22 Unauthenticated.",
                        "23 Request too large.",
                        "24 Service unavailable.",
                        "25 Not found.",
                        "25 Method not allowed.",
                        "26 Internal error.",
                        "27 Too many requests.");
    }
}
