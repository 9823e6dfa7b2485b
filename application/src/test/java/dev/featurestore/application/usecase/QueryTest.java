package dev.featurestore.application.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Entry;
import dev.featurestore.domain.vector.PassedFeatures;
import dev.featurestore.domain.view.FeatureViewName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryTest {
    private static final Entry ENTRY = new Entry.Given(Map.of("id", Value.text("1")));

    @Test
    void aBatchTakesPassedFeaturesForEachEntryOrNone() {
        assertThat(query().passed()).isEmpty();
        assertThat(query(PassedFeatures.NONE, PassedFeatures.NONE).passed()).hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(PassedFeatures.NONE))
                .withMessage("1 passed features for 2 entries");
    }

    private static GetFeatureVectors.Query query(PassedFeatures... passed) {
        return new GetFeatureVectors.Query(
                new Caller.Anyone(),
                new FeatureViewName("fraud", "model", 1),
                List.of(ENTRY, ENTRY),
                List.of(passed),
                true);
    }
}
