package cloud.kuryzhev.rbacguard.pages.violation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody had before them who decides, as the form of a page says it again.
 *
 * @param version its resourceVersion
 * @param content a digest of what was found and suggested, {@code status.content}
 * @param reviewed when it was decided before, RFC 3339
 */
public record Shown(
        String namespace,
        String name,
        String version,
        @Nullable String content,
        @Nullable String reviewed) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?"); // RFC 1123
    private static final Pattern REST = Pattern.compile("[A-Za-z0-9:.+-]{0,64}");
    private static final int PARTS = 5;

    /** Of a violation as it was read. */
    public static Shown of(RBACViolation it) {
        return new Shown(
                it.getMetadata().getNamespace(),
                it.getMetadata().getName(),
                String.valueOf(it.getMetadata().getResourceVersion()),
                it.getStatus() == null ? null : it.getStatus().content(),
                it.getSpec() == null || it.getSpec().review() == null
                        ? null
                        : it.getSpec().review().at());
    }

    /** What {@link #toString} wrote; empty for anything else. */
    public static Optional<Shown> parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != PARTS || !isName(parts[0]) || !isName(parts[1])) {
            return Optional.empty();
        }
        for (int i = 2; i < PARTS; i++) {
            if (!REST.matcher(parts[i]).matches()) {
                return Optional.empty();
            }
        }
        return Optional.of(new Shown(parts[0], parts[1], parts[2], orNull(parts[3]), orNull(parts[4])));
    }

    /** Whether that is the same thing to decide about: others write what changes nothing of it. */
    boolean isStill(RBACViolation now) {
        Shown other = of(now);
        return version.equals(other.version)
                || (Objects.equals(content, other.content) && Objects.equals(reviewed, other.reviewed));
    }

    /** For a form. */
    @Override
    public String toString() {
        return String.join(
                "/", namespace, name, version, content == null ? "" : content, reviewed == null ? "" : reviewed);
    }

    /** Whether it can be the name of an object or a namespace at all. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
