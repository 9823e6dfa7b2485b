package dev.featurestore.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void namesTraceAndSpan() {
        assertThat(TraceParent.of("00-" + TRACE + "-" + SPAN + "-01")).hasValue(new TraceParent(TRACE, SPAN, true));
        assertThat(TraceParent.of("00-" + TRACE + "-" + SPAN + "-02")).hasValue(new TraceParent(TRACE, SPAN, false));
        assertThat(TraceParent.of("cc-" + TRACE + "-" + SPAN + "-03-more.of-it"))
                .hasValue(new TraceParent(TRACE, SPAN, true));
        assertThat(TraceParent.of(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-" + TRACE + "-" + SPAN + "-1",
                "00-" + TRACE + "-" + SPAN,
                "0g-" + TRACE + "-" + SPAN + "-01",
                " 00-" + TRACE + "-" + SPAN + "-01"
            })
    void isAbsentIfMalformed(String header) {
        assertThat(TraceParent.of(header)).isEmpty();
    }
}
