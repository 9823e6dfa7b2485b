package dev.featurestore.rondb.cluster;

import java.util.Objects;

/** Characters that no log, message or printed configuration may show. */
public final class Secret {
    private final String characters;

    private Secret(String characters) {
        this.characters = Objects.requireNonNull(characters, "characters");
    }

    /** Hides the characters. */
    public static Secret of(String characters) {
        return new Secret(characters);
    }

    /** The characters themselves, to be handed on. */
    public String reveal() {
        return characters;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && characters.equals(that.characters);
    }

    @Override
    public int hashCode() {
        return characters.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
