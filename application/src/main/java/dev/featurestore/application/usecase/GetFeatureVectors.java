package dev.featurestore.application.usecase;

import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.vector.Entry;
import dev.featurestore.domain.vector.FeatureVector;
import dev.featurestore.domain.vector.PassedFeatures;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Use case: many feature vectors of one feature view. */
@FunctionalInterface
public interface GetFeatureVectors {
    /**
     * Serves a batch. An entry at fault fails by itself and leaves the others alone. Thread-safe.
     *
     * @return a vector for each entry, in order; or refused as a whole: which view, may the caller read it. Often
     *     complete already; else completed by another thread. Fails with
     *     {@link dev.featurestore.application.port.StoreFailure} if the store cannot be read
     */
    CompletableFuture<Answer<Vectors>> get(Query query);

    /**
     * What is asked for.
     *
     * @param caller who asks, as {@link Authenticate} found
     * @param passed the passed features of each entry, in order, {@link PassedFeatures#NONE} for one without; or empty
     *     if none are passed at all
     * @param validatePassed whether passed features must exist in the view and be of their feature's type
     * @param context told how far the request has come; says by when to answer
     */
    record Query(
            Caller caller,
            FeatureViewName view,
            List<Entry> entries,
            List<PassedFeatures> passed,
            boolean validatePassed,
            RequestContext context) {
        public Query {
            Objects.requireNonNull(caller, "caller");
            Objects.requireNonNull(view, "view");
            entries = List.copyOf(entries);
            passed = List.copyOf(passed);
            Objects.requireNonNull(context, "context");
            if (!passed.isEmpty() && passed.size() != entries.size()) {
                throw new IllegalArgumentException(
                        passed.size() + " passed features for " + entries.size() + " entries");
            }
        }

        /** A query that nobody observes. */
        public Query(
                Caller caller,
                FeatureViewName view,
                List<Entry> entries,
                List<PassedFeatures> passed,
                boolean validatePassed) {
            this(caller, view, entries, passed, validatePassed, RequestContext.UNOBSERVED);
        }
    }

    /** The view and the vectors of its entries, in order. */
    record Vectors(FeatureView view, List<FeatureVector> vectors) {
        public Vectors {
            Objects.requireNonNull(view, "view");
            vectors = List.copyOf(vectors);
        }
    }
}
