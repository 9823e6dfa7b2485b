package dev.featurestore.application.usecase;

import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.vector.Entry;
import dev.featurestore.domain.vector.FeatureVector;
import dev.featurestore.domain.vector.PassedFeatures;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Use case: one feature vector of a feature view. */
@FunctionalInterface
public interface GetFeatureVector {
    /**
     * Serves one vector. Thread-safe.
     *
     * @return the vector; or refused, in this order of checks: which view, may the caller read it, is the
     *     entry valid, can the values be decoded. Often complete already; else completed by another thread. Fails with
     *     {@link dev.featurestore.application.port.StoreFailure} if the store cannot be read
     */
    CompletableFuture<Answer<Vector>> get(Query query);

    /**
     * What is asked for.
     *
     * @param caller who asks, as {@link Authenticate} found
     * @param validatePassed whether passed features must exist in the view and be of their feature's type
     * @param context told how far the request has come; says by when to answer
     */
    record Query(
            Caller caller,
            FeatureViewName view,
            Entry entry,
            PassedFeatures passed,
            boolean validatePassed,
            RequestContext context) {
        public Query {
            Objects.requireNonNull(caller, "caller");
            Objects.requireNonNull(view, "view");
            Objects.requireNonNull(entry, "entry");
            Objects.requireNonNull(passed, "passed");
            Objects.requireNonNull(context, "context");
        }

        /** A query that nobody observes. */
        public Query(Caller caller, FeatureViewName view, Entry entry, PassedFeatures passed, boolean validatePassed) {
            this(caller, view, entry, passed, validatePassed, RequestContext.UNOBSERVED);
        }
    }

    /** The view and its vector. */
    record Vector(FeatureView view, FeatureVector.Served vector) {
        public Vector {
            Objects.requireNonNull(view, "view");
            Objects.requireNonNull(vector, "vector");
        }
    }
}
