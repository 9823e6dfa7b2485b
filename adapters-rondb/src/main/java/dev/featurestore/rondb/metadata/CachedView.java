package dev.featurestore.rondb.metadata;

import dev.featurestore.application.port.FeatureViews.Resolution;
import java.util.stream.Stream;

/** What was found under a name, and the answer made of it. */
record CachedView(LoadedView loaded, Resolution answer) {
    boolean isAbsent() {
        return loaded instanceof LoadedView.Nothing;
    }

    /** The view that was found, if there is one. */
    Stream<LoadedView.View> view() {
        return loaded instanceof LoadedView.View view ? Stream.of(view) : Stream.empty();
    }

    /**
     * The view that was found, if it could be whole: one that cannot be served, or has no features, may have been read
     * while it was being written, as when the metadata are restored.
     */
    Stream<LoadedView.View> wholeView() {
        return answer instanceof Resolution.Found found
                        && !found.view().features().isEmpty()
                ? view()
                : Stream.empty();
    }

    /** Whether the answer is the same for what was found later. */
    boolean says(LoadedView other) {
        if (loaded instanceof LoadedView.View before && other instanceof LoadedView.View after) {
            return before.definition().equals(after.definition());
        }
        return loaded.equals(other);
    }
}
