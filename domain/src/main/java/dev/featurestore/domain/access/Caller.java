package dev.featurestore.domain.access;

import java.util.List;

/** Who sent a request, by what it may read. Immutable and thread-safe. */
public sealed interface Caller {

    /**
     * The owner of an API key.
     *
     * @param projects what each of the user's projects gives; one of them must cover a feature group by itself
     */
    record Member(List<ProjectGrants> projects) implements Caller {
        public Member {
            projects = List.copyOf(projects);
        }
    }

    /** Anybody, where access control is switched off. */
    record Anyone() implements Caller {}
}
