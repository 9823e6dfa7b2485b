package dev.featurestore.bootstrap.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.bootstrap.compare.Difference.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerComparisonTest {
    private static List<Difference> compared(int status, String from, String to) {
        return AnswerComparison.of(
                new Answer(status, from.replace('\'', '"'), 1), new Answer(status, to.replace('\'', '"'), 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'features':[1,2.50,1e2]} | {'features':[1.0,2.5,100]}",
                "{'features':[1],'metadata':null} | {'features':[1]}",
                "{'status':'COMPLETE','features':[]} | { 'features' : [ ], 'status' : 'COMPLETE' }",
                "{'features':[[1,{'a':1,'b':[2]}],null]} | {'features':[[1,{'b':[2.0],'a':1}],null]}",
                "{'features':[12345678901234567890.5]} | {'features':[12345678901234567890.50]}"
            })
    void whatAClientReadsAlikeIsNoDifference(String from, String to) {
        assertThat(compared(200, from, to)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'features':[1,2]} | {'features':[1,3]} | VALUE | features[1] | 2 | 3",
                "{'features':['1']} | {'features':[1]} | VALUE | features[0] | \"1\" | 1",
                "{'features':[null]} | {'features':[0]} | VALUE | features[0] | null | 0",
                "{'features':[[1],[2]]} | {'features':[[2],[1]]} | ORDER | features | [[1],[2]] | [[2],[1]]",
                "{'features':[1]} | {'features':[1,2]} | VALUE | features | [1] | [1,2]",
                "{'features':[1.10]} | {'features':[1.1000001]} | VALUE | features[0] | 1.10 | 1.1000001",
                "{'metadata':[{'featureName':'a'}]} | {'metadata':[{'featureName':'b'}]} | METADATA"
                        + " | metadata[0].featureName | \"a\" | \"b\"",
                "{'status':'COMPLETE'} | {'status':'MISSING'} | VECTOR_STATUS | status | \"COMPLETE\" | \"MISSING\"",
                "{'detailedStatus':[{'httpStatus':200}]} | {'detailedStatus':[{'httpStatus':404}]} | VECTOR_STATUS"
                        + " | detailedStatus[0].httpStatus | 200 | 404"
            })
    void aDifferenceIsNamedWithItsPlace(
            String from, String to, Kind kind, String where, String fromValue, String toValue) {
        assertThat(compared(200, from, to)).containsExactly(new Difference(kind, where, fromValue, toValue));
        assertThat(kind.matters()).isTrue();
    }

    @Test
    void membersThatClientsDoNotKnowDoNotMatter() {
        List<Difference> differences = compared(200, "{'features':[]}", "{'features':[],'new':1}");

        assertThat(differences).containsExactly(new Difference(Kind.UNKNOWN_MEMBER, "new", "nothing", "1"));
        assertThat(Kind.UNKNOWN_MEMBER.matters()).isFalse();
    }

    @Test
    void ofErrorsTheCodeMattersAndTheWordingDoesNot() {
        assertThat(compared(400, "{'code':12,'message':'a','reason':'r'}", "{'code':12,'message':'b','reason':'r'}"))
                .containsExactly(new Difference(Kind.WORDING, "message", "\"a\"", "\"b\""));
        assertThat(compared(400, "{'code':12}", "{'code':10}"))
                .containsExactly(new Difference(Kind.ERROR_CODE, "code", "12", "10"));
        assertThat(compared(400, "plain text", "{'code':10}"))
                .extracting(Difference::kind)
                .containsOnly(Kind.ERROR_CODE);
    }

    @Test
    void statusesAndAnswersThatDoNotComeMatter() {
        assertThat(AnswerComparison.of(new Answer(200, "{}", 1), new Answer(400, "{\"code\":1}", 1)))
                .containsExactly(new Difference(Kind.STATUS, "", "200 {}", "400 {\"code\":1}"));
        assertThat(AnswerComparison.of(new Answer(200, "{}", 1), new Answer(0, "cannot connect", 1)))
                .containsExactly(new Difference(Kind.NO_ANSWER, "", "200", "cannot connect"));
        assertThat(AnswerComparison.of(new Answer(0, "x", 1), new Answer(0, "x", 1)))
                .extracting(Difference::kind)
                .containsExactly(Kind.NO_ANSWER);
    }
}
