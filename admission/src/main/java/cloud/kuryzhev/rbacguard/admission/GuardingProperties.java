package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.admission.guarding.Guardians;
import cloud.kuryzhev.rbacguard.admission.guarding.Guarding;
import cloud.kuryzhev.rbacguard.policy.Identities;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is the guard's, and who else may change it.
 *
 * @param accounts the guard's own, as {@code system:serviceaccount:<namespace>:<name>}
 * @param users who may change it too
 * @param groups who may change it too
 * @param objects such as {@code ClusterRole rbac-auditor-reader} or {@code ConfigMap kube-system/rbac-audit-policy}
 */
@ConfigurationProperties("rbac-guard.guarding")
record GuardingProperties(Set<String> accounts, Set<String> users, Set<String> groups, Set<String> objects) {

    Guarding guarding() {
        Set<String> all = Stream.of(accounts, users).flatMap(Set::stream).collect(Collectors.toSet());
        return new Guarding(objects, new Guardians(Identities.of(all, groups)));
    }
}
