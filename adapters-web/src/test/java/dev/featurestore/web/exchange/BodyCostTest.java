package dev.featurestore.web.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyCostTest {
    /** Whatever parts it comes in: apostrophes stand for quotes. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                // body, bytes for each byte, bytes of the longest text or number, values
                "{'a':1}, 2, 2, 2",
                "|{'a':[1,2]}|, 2, 3, 4",
                "|{'a':[1, 234 ,5]}|, 2, 3, 5",
                "|{'a':'{[,:,'}|, 2, 5, 2",
                "{'abcdef':1}, 2, 6, 2",
                "{'a':123456}, 2, 7, 2",
                "{'a':'abcdef, 2, 6, 2",
                "{'a':'ab\u00e9'}, 4, 4, 2",
                "{'a':'ab\u4e2d'}, 4, 5, 2",
                "{'a':'ab\\u4e2d'}, 4, 8, 2",
                "|{'a':'a\\'\\',:'}|, 4, 7, 2",
                "|{'a':'a\\\\\\'x','b':':','c':'a\\\\'}|, 4, 6, 6",
                "|{'a\\\\':'b\\\\','c':1}|, 4, 3, 4",
                "\u00e9, 4, 0, 0",
            })
    void aBodyCostsItsTextsAndItsValues(String body, int each, int longest, int values) {
        byte[] bytes = body.replace('\'', '"').getBytes(UTF_8);
        long expected = (long) each * bytes.length + 4L * longest + 80L * values;

        for (int part = 1; part <= bytes.length; part++) {
            BodyCost cost = new BodyCost();
            long sum = 0;
            for (int from = 0; from < bytes.length; from += part) {
                sum += cost.add(bytes, from, Math.min(part, bytes.length - from));
            }
            assertThat(sum).as("in parts of " + part).isEqualTo(expected);
        }
    }
}
