package dev.featurestore.web.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestRecorderTest {
    /** A table of names would be shared by all requests, as in the reader of bodies. */
    @Test
    void namesOfClientsAreNotKept() {
        JsonFactory parsers = RequestRecorder.JSON.getFactory();

        assertThat(parsers.isEnabled(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES))
                .isFalse();
        assertThat(parsers.isEnabled(JsonFactory.Feature.INTERN_FIELD_NAMES)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "{\"a\":1,\"entries\":{\"k\":7}}; {\"a\":1,\"entries\":{\"k\":\"***\"}}",
                "{\"entries\":[{\"k\":7},7,null]}; {\"entries\":[{\"k\":\"***\"},\"***\",\"***\"]}",
                "{\"passedFeatures\":{\"f\":[1,{\"secret\":2}]}}; {\"passedFeatures\":{\"f\":\"***\"}}",
                "{\"passedFeatures\":null}; {\"passedFeatures\":null}",
                "{\"entries\":; null",
            })
    void namesStayAndValuesDoNot(String body, String recorded) {
        assertThat(RequestRecorder.withoutValues(body.getBytes(UTF_8))).isEqualTo(recorded);
    }
}
