package cloud.kuryzhev.rbacguard.cli.generate;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RuleIndex;
import java.util.List;

/**
 * What Kubernetes grants to everybody who has logged in: {@code system:basic-user}, {@code system:discovery} and
 * {@code system:public-info-viewer} ({@code k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go}).
 */
final class Everybodys {

    private static final RuleIndex RULES = new RuleIndex(List.of(
            PolicyRule.onResources(
                    List.of("create"),
                    List.of("authorization.k8s.io"),
                    List.of("selfsubjectaccessreviews", "selfsubjectrulesreviews")),
            PolicyRule.onResources(List.of("create"), List.of("authentication.k8s.io"), List.of("selfsubjectreviews")),
            PolicyRule.onUrls(
                    List.of("get"),
                    List.of(
                            "/api",
                            "/api/*",
                            "/apis",
                            "/apis/*",
                            "/healthz",
                            "/livez",
                            "/openapi",
                            "/openapi/*",
                            "/readyz",
                            "/version",
                            "/version/"))));

    private Everybodys() {}

    static boolean holds(Permission permission) {
        return RULES.allows(permission);
    }
}
