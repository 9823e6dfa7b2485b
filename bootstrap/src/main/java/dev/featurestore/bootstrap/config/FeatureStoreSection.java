package dev.featurestore.bootstrap.config;

import static dev.featurestore.bootstrap.config.SettingTypes.millis;
import static dev.featurestore.bootstrap.config.SettingTypes.strings;

import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.RonDbSettings;
import dev.featurestore.rondb.cache.CacheSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Section {@code FeatureStore}: how feature views are held in memory. */
final class FeatureStoreSection {
    static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final Section featureStore;

    FeatureStoreSection(Section featureStore) {
        this.featureStore = featureStore;
    }

    /** How feature views age in memory. */
    CacheSettings views() {
        Section cache = featureStore.section("FeatureStoreMetadataCache");
        CacheSettings defaults = RonDbSettings.DEFAULT_VIEWS;
        Duration refresh = cache.read(
                "CacheRefreshIntervalMS",
                millis(100, DAY_MILLIS),
                defaults.refreshInterval(),
                "A view that was changed, dropped or created again is seen within this time.",
                c -> c.ronDb().views().refreshInterval());
        Duration unused = cache.read(
                "CacheUnusedEntriesEvictionMS",
                millis(100, DAY_MILLIS),
                defaults.unusedAfter(),
                "Views that nobody asks for are forgotten after this time.",
                c -> c.ronDb().views().unusedAfter());
        return CacheSettings.of(refresh, refresh.dividedBy(10), unused);
    }

    /** The views to load before the server says that it is ready. */
    List<FeatureViewName> preload() {
        String name = "PreloadFeatureViews";
        List<String> given = featureStore.read(
                name,
                strings(),
                List.of(),
                "Feature views to load before `health` says that the server is ready, as `store/view/version`.",
                c -> c.ronDb().preload().stream().map(FeatureStoreSection::show).toList());
        List<FeatureViewName> views = new ArrayList<>();
        for (String text : given) {
            String[] parts = text.split("/", -1);
            if (parts.length == 3 && parts[2].matches("\\d{1,9}")) {
                views.add(new FeatureViewName(parts[0], parts[1], Integer.parseInt(parts[2])));
            } else {
                featureStore.error(name, "'" + text + "' is not of the form store/view/version");
            }
        }
        return views;
    }

    private static String show(FeatureViewName view) {
        return view.store() + "/" + view.view() + "/" + view.version();
    }
}
