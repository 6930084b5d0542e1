package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Status;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The permission that an impersonating caller lacked. The event shows it only as the error: impersonation is judged before the
 * request, so there is no decision and no impersonatedUser
 * ({@code forbiddenMessage} in k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go).
 */
final class DeniedImpersonation {

    private static final String QUOTED = "\"(?:[^\"\\\\]++|\\\\.){0,256}+\"";
    private static final Pattern MESSAGE = Pattern.compile(
            "\\S{1,256} (?:" + QUOTED + " )?is forbidden: User " + QUOTED
                    + " cannot (?<verb>impersonate\\S{0,256}) (?:path \"(?<path>[^\"]*)\""
                    + "|resource \"(?<resource>[^\"]*)\" in API group \"(?<group>[^\"]*)\""
                    + " (?:at the cluster scope|in the namespace \"(?<namespace>[^\"]*)\")).*",
            Pattern.DOTALL);

    private DeniedImpersonation() {}

    static Optional<Permission> of(Status status) {
        Matcher matcher = MESSAGE.matcher(status.message());
        return matcher.matches() ? Optional.of(permission(matcher, status.detailsName())) : Optional.empty();
    }

    private static Permission permission(Matcher message, String name) {
        String verb = message.group("verb");
        if (message.group("path") != null) {
            return new OnUrl(verb, message.group("path"));
        }
        String namespace = message.group("namespace");
        return new OnResource(
                verb, message.group("group"), message.group("resource"), name, namespace == null ? "" : namespace);
    }
}
