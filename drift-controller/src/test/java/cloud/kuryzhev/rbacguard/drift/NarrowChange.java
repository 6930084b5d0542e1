package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.Metadata;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.ObjectName;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.SuggestedBinding;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.SuggestedRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;

/** A suggestion of one Role and its RoleBinding to one service account, in place of one binding. */
public record NarrowChange(ObjectName replaced, Metadata least, String account) {

    private static final String GROUP = "rbac.authorization.k8s.io";

    /** The account may {@code verb} these resources of the core group. */
    public SuggestedChange to(String verb, String... resources) {
        var role = new SuggestedRole(
                GROUP + "/v1",
                "Role",
                least,
                List.of(new PolicyRuleBuilder()
                        .withApiGroups("")
                        .withResources(resources)
                        .withVerbs(verb)
                        .build()));
        var binding = new SuggestedBinding(
                GROUP + "/v1",
                "RoleBinding",
                least,
                new RoleRef(GROUP, "Role", least.name()),
                List.of(new Subject(null, "ServiceAccount", account, least.namespace())));
        return new SuggestedChange(
                "narrow it",
                List.of(role),
                List.of(binding),
                List.of(replaced),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }
}
