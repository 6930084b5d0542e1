package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.List;
import java.util.stream.Stream;

/** One way to hand out too much, and how to see it in an object. */
public interface Rule {

    /** Every rule, in the order in which findings are told. */
    List<Rule> CATALOGUE = List.of(
            new ForbiddenSubject(),
            new ForbiddenRoleRef(),
            new ClusterAdminEquivalent(),
            new WildcardVerb(),
            new FullVerbSet(),
            new TooLargeToJudge(),
            new WildcardResource(),
            new WildcardApiGroup(),
            new WildcardNonResourceUrl(),
            new AdminRoleClusterWide(),
            new RestrictedNamespace(),
            new EscalateVerb(),
            new BindVerb(),
            new ImpersonateVerb(),
            new RoleWrite(),
            new BindingWrite(),
            new AggregationLabel(),
            new SecretRead(),
            new TokenCreate(),
            new CsrApproval(),
            new PodExec(),
            new NodesProxy(),
            new NodeWrite(),
            new WorkloadWrite(),
            new WebhookConfigurationWrite(),
            new AdmissionPolicyWrite(),
            new CrdWrite(),
            new ApiserviceWrite(),
            new NamespaceWrite(),
            new PersistentVolumeWrite(),
            new StorageClassWrite(),
            new NetworkWrite(),
            new EventDelete(),
            new ConfusedDeputyWrite(),
            new BroadGroupSubject(),
            new DefaultServiceAccountSubject(),
            new ForeignNamespaceSubject(),
            new DanglingRoleRef(),
            new MissingServiceAccount(),
            new ReviewOverdue(),
            new DeadPermission());

    /** What this rule is. */
    RuleSpec spec();

    /** Where {@code object} breaks this rule, in the object's own order. */
    Stream<Match> matches(RbacObject object, RuleContext context);
}
