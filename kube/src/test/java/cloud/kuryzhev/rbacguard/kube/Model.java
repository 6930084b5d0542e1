package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;

/** One object of each kind, with every field that the model has. */
final class Model {

    private static final List<Subject> SUBJECTS = List.of(
            new Subject.User("jane@example.com"),
            new Subject.Group("system:authenticated"),
            new Subject.ServiceAccount("default", "backend"));

    static final List<RbacObject> OBJECTS = List.of(
            new Role(
                    new ObjectKey(Kind.CLUSTER_ROLE, "", "manifest-cluster"),
                    List.of(
                            PolicyRule.onResources(
                                    List.of("get", "list"), List.of("", "apps"), List.of("pods", "*/scale")),
                            PolicyRule.onUrls(List.of("get"), List.of("/metrics", "/logs/*")))),
            new Role(
                    new ObjectKey(Kind.ROLE, "default", "manifest"),
                    List.of(new PolicyRule(
                            List.of("get"),
                            List.of(""),
                            List.of("configmaps"),
                            List.of(
                                    "yes",
                                    "on",
                                    "n",
                                    "null",
                                    "1",
                                    "1.5",
                                    "0o17",
                                    "017",
                                    "0x1f",
                                    "1e3",
                                    "1_000",
                                    "12.30.45",
                                    "2026-01-02",
                                    "-",
                                    "true",
                                    ".inf"),
                            List.of()))),
            new Binding(
                    new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "manifest-cluster"),
                    new ObjectKey(Kind.CLUSTER_ROLE, "", "view"),
                    SUBJECTS),
            new Binding(
                    new ObjectKey(Kind.ROLE_BINDING, "default", "manifest"),
                    new ObjectKey(Kind.ROLE, "default", "manifest"),
                    SUBJECTS),
            new Binding(
                    new ObjectKey(Kind.ROLE_BINDING, "default", "manifest-of-nobody"),
                    new ObjectKey(Kind.CLUSTER_ROLE, "", "view"),
                    List.of()));

    private Model() {}
}
