package cloud.kuryzhev.rbacguard.policy.access;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the API server says with a 403 ({@code k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go},
 * {@code ForbiddenMessage}), whatever stands around it: kubectl, client-go's logs with their escaped quotes, Helm, and aggregated APIs,
 * which use the same words.
 */
public final class ForbiddenMessage {

    private static final int LONGEST = 1 << 16;

    private static final Pattern MESSAGE = Pattern.compile("""
            User "(?<user>[^"]*+)" cannot (?<verb>[^\\s"]++) (?:path "(?<path>[^"]*+)"\
            |resource "(?<resource>[^"]*+)" in API group "(?<group>[^"]*+)"(?: in the namespace "(?<namespace>[^"]*+)")?\
            |(?<before12>[^\\s"]++)(?: at the cluster scope| in (?:the namespace|project) "(?<in>[^"]*+)"))""");

    private static final Pattern NAME = Pattern.compile("[^\\s\"]++ \"(?<name>[^\"]++)\" is forbidden: $");

    private ForbiddenMessage() {}

    /** Who was denied what; empty if {@code text} does not say. Quotes may be escaped, and lines wrapped, any number of times. */
    public static Optional<Denial> parse(String text) {
        String plain = text.substring(0, Math.min(text.length(), LONGEST))
                .replaceAll("\\\\+\"", "\"")
                .replaceAll("\\s+", " ");
        Matcher message = MESSAGE.matcher(plain);
        return message.find()
                ? Optional.of(new Denial(
                        Subject.ofUsername(message.group("user")),
                        permission(message, name(plain.substring(0, message.start())))))
                : Optional.empty();
    }

    private static Permission permission(Matcher message, String name) {
        String verb = message.group("verb");
        if (message.group("path") != null) {
            return new Permission.OnUrl(verb, message.group("path"));
        }
        return message.group("before12") == null
                ? new Permission.OnResource(
                        verb,
                        message.group("group"),
                        message.group("resource"),
                        name,
                        orEmpty(message.group("namespace")))
                : asBefore12(verb, message.group("before12"), name, orEmpty(message.group("in")));
    }

    /** Until 1.11 the API server wrote {@code deployments.apps/scale}. */
    private static Permission asBefore12(String verb, String what, String name, String namespace) {
        String[] parts = what.split("/", 2);
        String[] resource = parts[0].split("\\.", 2);
        return new Permission.OnResource(
                verb,
                resource.length == 2 ? resource[1] : "",
                parts.length == 2 ? resource[0] + "/" + parts[1] : resource[0],
                name,
                namespace);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String name(String before) {
        Matcher name = NAME.matcher(before.substring(Math.max(0, before.length() - 1_000)));
        return name.find() ? name.group("name") : "";
    }

    /** What a 403 is about that RBAC has no part in; empty if it might. */
    public static Optional<String> otherReason(String text) {
        if (text.contains("admission webhook") || text.contains("ValidatingAdmissionPolicy")) {
            return Optional.of(
                    "an admission webhook or policy refused it, after RBAC allowed it: its own words say why");
        }
        if (text.contains("violates PodSecurity")) {
            return Optional.of(
                    "Pod Security Admission refused it, after RBAC allowed it: change the pod, or the namespace's"
                            + " pod-security labels");
        }
        if (text.contains("exceeded quota")) {
            return Optional.of("a ResourceQuota refused it, after RBAC allowed it");
        }
        if (text.contains("attempting to grant RBAC permissions not currently held")
                || text.contains("attempt to grant extra privileges")) {
            return Optional.of("the role or binding would hand out what its author does not hold, which the API server"
                    + " refuses: have it applied by somebody who holds all of that, or who has the verb escalate on the"
                    + " role or bind on the role that is bound");
        }
        return Optional.empty();
    }
}
