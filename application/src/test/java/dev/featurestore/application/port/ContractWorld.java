package dev.featurestore.application.port;

import dev.featurestore.domain.access.ApiKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The world in which the port contracts are played: {@code contract-world.json}, in the format of the data file. An
 * adapter's tests fill a store from it and extend the contracts; expected values stand in the contracts themselves.
 */
public final class ContractWorld {
    /** Data owner of project Shop, by the first of two keys. */
    public static final String OWNER = "shopOwner0000001.secret-of-the-owner";

    /** The second key of the same user. */
    public static final String OWNER_SECOND_KEY = "shopOwner0000002.Another.Secret/With+Signs=";

    /** Member of Shop and bank. */
    public static final String BOTH = "bothSides0000001.secret-of-both";

    /** Member of lab, with which bank, a group of shop, and columns of two groups of shop are shared. */
    public static final String LAB = "labMember0000001.secret-of-the-lab";

    /** Restricted member of Shop: one group, and two columns of another; granted a group of bank, too, to no avail. */
    public static final String RESTRICTED = "restrictd0000001.secret-of-restricted";

    /** Restricted member of Shop to whom nothing is granted, and member of lab. */
    public static final String GUEST = "guestUser0000001.secret-of-the-guest";

    /** Member of bank, for whom a grant for restricted members is left over. */
    public static final String OUTSIDER = "outsider00000001.secret-of-the-outsider";

    /** Member of lab and bank, each of which covers other columns of one group of shop. */
    public static final String TORN = "tornApart0000001.secret-of-torn";

    /** Member of no project. */
    public static final String STRANGER = "strangerX0000001.secret-of-the-stranger";

    /** Where the file is on the class path. */
    public static final String RESOURCE = "/contract-world.json";

    private ContractWorld() {}

    /** The text of the file. */
    public static String json() {
        try (InputStream file = ContractWorld.class.getResourceAsStream(RESOURCE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ApiKey key(String text) {
        return ApiKey.parse(text).orElseThrow();
    }
}
