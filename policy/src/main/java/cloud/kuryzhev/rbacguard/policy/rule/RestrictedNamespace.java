package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.stream.Stream;

/*
 * restricted_namespace:<namespace>
 *
 * Fields: metadata.namespace of RoleBinding
 * Looks for: any RoleBinding in a namespace that policy.yaml lists under restricted_namespaces
 */
final class RestrictedNamespace implements Rule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.telling(
                "restricted_namespace",
                Severity.MEDIUM,
                "the cluster's policy lists the namespace as one where every grant is looked at",
                "bind there only what somebody has agreed to, and let a pipeline with a reviewed identity do it");
    }

    @Override
    public Stream<Match> matches(RbacObject object, RuleContext context) {
        String namespace = object.key().namespace();
        return object instanceof Binding binding
                        && context.policy().restrictedNamespaces().contains(namespace)
                ? Stream.of(new Match(
                        namespace,
                        "metadata.namespace",
                        "it grants " + binding.roleRef() + " in namespace " + namespace + ": " + spec().why(),
                        false))
                : Stream.empty();
    }
}
