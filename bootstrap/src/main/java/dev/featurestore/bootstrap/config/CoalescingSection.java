package dev.featurestore.bootstrap.config;

import dev.featurestore.rondb.coalescing.CoalescingSettings;
import java.util.function.Function;

/** Section {@code MySQL.Coalescing}: how requests for the same feature view share reads. */
final class CoalescingSection {
    private static final Function<Configuration, CoalescingSettings> IN_FORCE =
            c -> c.ronDb().coalescing();

    private final Section section;

    CoalescingSection(Section section) {
        this.section = section;
    }

    CoalescingSettings read() {
        CoalescingSettings defaults = CoalescingSettings.DEFAULT;
        boolean enabled = section.read(
                "Enabled",
                SettingTypes.flag(),
                defaults.enabled(),
                "Whether requests that would wait anyway share a read with others for the same view.",
                IN_FORCE.andThen(CoalescingSettings::enabled));
        int maxInFlight = section.read(
                "MaxInFlight",
                SettingTypes.integer(1, 1000),
                defaults.maxInFlight(),
                "Reads of one view under way at the same time before others share the next; fewer while the processors"
                        + " are busy.",
                IN_FORCE.andThen(CoalescingSettings::maxInFlight));
        int maxEntries = section.read(
                "MaxEntries",
                SettingTypes.integer(1, 1000),
                defaults.maxEntries(),
                "Entries that are read together at most.",
                IN_FORCE.andThen(CoalescingSettings::maxEntries));
        return new CoalescingSettings(enabled, maxInFlight, maxEntries);
    }
}
