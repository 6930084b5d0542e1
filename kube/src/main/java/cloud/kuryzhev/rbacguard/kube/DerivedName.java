package cloud.kuryzhev.rbacguard.kube;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The name of an object that speaks of another: readable, and a digest so that no two things ever share one. */
public final class DerivedName {

    private static final int MAX_READABLE = 180;
    private static final int DIGEST_CHARACTERS = 10;

    private DerivedName() {}

    /**
     * A DNS subdomain (RFC 1123) of at most 200 characters.
     *
     * @param readable begins with a letter or digit; what may not stand in a name becomes a hyphen
     * @param key tells the thing from all others; always gives the same name
     */
    public static String of(String readable, String key) {
        String name =
                readable.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String cut = name.length() <= MAX_READABLE ? name : name.substring(0, MAX_READABLE);
        return cut + "-" + digest(key);
    }

    /** Ten hexadecimal characters of the SHA-256 of {@code key}. */
    public static String digest(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
