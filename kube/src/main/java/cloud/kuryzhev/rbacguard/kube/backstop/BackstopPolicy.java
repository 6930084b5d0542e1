package cloud.kuryzhev.rbacguard.kube.backstop;

import static java.util.stream.Collectors.joining;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Mode;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.SystemWriters;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rule.CelRule;
import cloud.kuryzhev.rbacguard.policy.rule.CelText;
import cloud.kuryzhev.rbacguard.policy.rule.RuleSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchCondition;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Validation;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Variable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One ValidatingAdmissionPolicy and its binding. */
final class BackstopPolicy {

    private static final String NOT_CARRIED = "audit.kuryzhev.cloud/not-carried";
    private static final String WHAT = "request.kind.kind + \" \" "
            + "+ (variables.inNamespace == \"\" ? \"\" : variables.inNamespace + \"/\") + object.metadata.?name.orValue(\"\") + \":\"";
    private static final int LONGEST =
            4000; // of at most 5 KiB (k8s.io/apiserver/pkg/apis/cel MaxEvaluatedMessageExpressionSizeBytes)
    private static final String TOO_LONG =
            "the policy forbids what it grants, in more words than fit into this message";

    private final Guarded guarded;
    private final Policy policy;
    private final Excuses excuses;
    private final Map<String, String> notCarried;

    BackstopPolicy(Guarded guarded, Policy policy, Instant now, Map<String, String> notCarried) {
        this.guarded = guarded;
        this.policy = policy;
        this.excuses = new Excuses(policy.exemptions(), guarded.roles(), now);
        this.notCarried = notCarried;
    }

    /** The policy and its binding; none if no rule of {@code rules} has anything to say there. */
    List<HasMetadata> objects(List<CelRule> rules) {
        List<CelRule> own = rules.stream()
                .filter(rule -> rule.onRoles() == guarded.roles())
                .filter(rule -> Weights.of(rule.spec(), policy).anywhere(guarded.action()))
                .toList();
        return own.isEmpty() ? List.of() : List.of(policy(own), binding());
    }

    private HasMetadata policy(List<CelRule> rules) {
        return new ValidatingAdmissionPolicyBuilder()
                .withMetadata(metadata())
                .withNewSpec()
                .withFailurePolicy(denies() && policy.mode() == Mode.ENFORCE ? "Fail" : "Ignore")
                .withNewMatchConstraints()
                .withMatchPolicy("Equivalent")
                .addNewResourceRule()
                .withApiGroups(Kind.API_GROUP)
                .withApiVersions("v1")
                .withOperations("CREATE", "UPDATE")
                .withResources(guarded.resources())
                .withScope("*")
                .endResourceRule()
                .endMatchConstraints()
                .withMatchConditions(
                        new MatchCondition(
                                "!(request.userInfo.username in " + CelText.of(SystemWriters.USERNAMES) + ")",
                                "not-a-system-writer"),
                        new MatchCondition(Comparison.changes(guarded.roles()), "changes-what-is-granted"))
                .withVariables(variables(rules))
                .withValidations(denies() ? List.of(refusal(rules)) : warnings(rules))
                .endSpec()
                .build();
    }

    private HasMetadata binding() {
        return new ValidatingAdmissionPolicyBindingBuilder()
                .withMetadata(metadata())
                .withNewSpec()
                .withPolicyName(guarded.objectName())
                .withValidationActions(validationAction())
                .endSpec()
                .build();
    }

    private String validationAction() {
        return switch (policy.mode()) {
            case ENFORCE -> denies() ? "Deny" : "Warn";
            case WARN -> "Warn";
            case AUDIT -> "Audit";
        };
    }

    private String heading() {
        return policy.mode() == Mode.ENFORCE ? "rbac-guard refused " : "rbac-guard would refuse ";
    }

    private boolean denies() {
        return guarded.action() == Action.DENY;
    }

    private ObjectMeta metadata() {
        var metadata = new ObjectMetaBuilder().withName(guarded.objectName());
        metadata.addToAnnotations(NOT_CARRIED + ".other-objects", Backstop.BY_ITSELF);
        notCarried.forEach((rule, why) -> metadata.addToAnnotations(NOT_CARRIED + "." + rule, why));
        return metadata.build();
    }

    private List<Variable> variables(List<CelRule> rules) {
        var variables = new ArrayList<>(Comparison.variables(guarded.roles()));
        variables.add(new Variable(Weights.scope(policy), "scope"));
        variables.addAll(excuses.variables());
        rules.forEach(
                rule -> variables.add(new Variable(sentences(rule), rule.spec().id())));
        return variables;
    }

    /** What {@link cloud.kuryzhev.rbacguard.policy.Finding#sentence} says, for each match that calls for the action. */
    private String sentences(CelRule rule) {
        RuleSpec spec = rule.spec();
        Weights weights = Weights.of(spec, policy);
        return "(" + rule.matches() + ").filter(m, " + weights.calledFor(guarded.action())
                + excuses.of(spec.id()).stream().map(" && !(%s)"::formatted).collect(joining()) + ").map(m, "
                + CelText.of(spec.id()) + " + m.of + \" (\" + " + weights.severity() + " + \") at \" + m.at + "
                + CelText.of(": " + spec.why() + ". Instead: " + spec.fix() + ".") + ")";
    }

    /** One for all rules: of several that fail the API server would tell the first only. */
    private Validation refusal(List<CelRule> rules) {
        return new ValidationBuilder()
                .withExpression(rules.stream()
                        .map(rule -> "size(variables." + rule.spec().id() + ") == 0")
                        .collect(joining(" && ")))
                .withMessageExpression("[" + CelText.of(heading()) + " + " + WHAT + " + ("
                        + rules.stream()
                                .map(rule -> "variables." + rule.spec().id())
                                .collect(joining(" + "))
                        + ").map(told, \" - \" + told).join()].map(all, size(all) <= " + LONGEST
                        + " ? all : all.substring(0, "
                        + LONGEST + ") + \"…\")[0]")
                .withMessage(heading() + "it: " + TOO_LONG)
                .withReason("Forbidden")
                .build();
    }

    private static List<Validation> warnings(List<CelRule> rules) {
        return rules.stream()
                .map(rule -> new ValidationBuilder()
                        .withExpression("size(variables." + rule.spec().id() + ") == 0")
                        .withMessageExpression(
                                "\"rbac-guard: \" + variables." + rule.spec().id() + ".join(\" \")")
                        .withMessage("rbac-guard: " + rule.spec().id() + ": "
                                + rule.spec().why())
                        .build())
                .toList();
    }
}
