package cloud.kuryzhev.rbacguard.kube.backstop;

import static java.util.stream.Collectors.joining;

import cloud.kuryzhev.rbacguard.policy.Exemption;
import cloud.kuryzhev.rbacguard.policy.Identities;
import cloud.kuryzhev.rbacguard.policy.ObjectPattern;
import cloud.kuryzhev.rbacguard.policy.rule.CelText;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Variable;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The exemptions of a policy that have not ended, in CEL: a variable {@code exemption0} and so on tells whether the request is one that it
 * names. CEL knows no time, so what has ended is left out when the policy is written anew.
 */
final class Excuses {

    private final List<Exemption> exemptions;
    private final boolean roles;

    Excuses(List<Exemption> exemptions, boolean roles, Instant now) {
        this.exemptions =
                exemptions.stream().filter(it -> now.isBefore(it.until())).toList();
        this.roles = roles;
    }

    List<Variable> variables() {
        return IntStream.range(0, exemptions.size())
                .mapToObj(i -> new Variable(applies(exemptions.get(i)), "exemption" + i))
                .toList();
    }

    /** Which exemptions excuse match {@code m} of rule {@code id}. */
    List<String> of(String id) {
        return IntStream.range(0, exemptions.size())
                .boxed()
                .flatMap(i -> exemptions.get(i).rules().stream()
                        .filter(rule -> rule.equals(id) || rule.startsWith(id + ":"))
                        .map(rule -> "variables.exemption" + i
                                + (rule.equals(id) ? "" : " && m.of == " + CelText.of(rule.substring(id.length())))))
                .toList();
    }

    private String applies(Exemption exemption) {
        boolean ofSubjects = !exemption.subjects().isEmpty();
        if ((exemption.requester().isEmpty() && !ofSubjects) || (ofSubjects && roles)) {
            return "false"; // as Exemption.excuses has it: a name alone excuses nothing, and roles have no subjects
        }
        return Stream.of(
                        exemption.requester().map(Excuses::isOneOf).stream(),
                        Stream.of(exemption.objects())
                                .filter(it -> !it.isEmpty())
                                .map(Excuses::isAnyOf),
                        Stream.of(exemption.subjects())
                                .filter(it -> !it.isEmpty())
                                .map(it -> "size(variables.all) > 0 && variables.all.all(s, s.who in " + CelText.of(it)
                                        + ")"))
                .flatMap(it -> it)
                .map(it -> "(" + it + ")")
                .collect(joining(" && "));
    }

    private static String isOneOf(Identities identities) {
        return "request.userInfo.username in " + CelText.of(identities.users())
                + " || request.userInfo.?groups.orValue([]).exists(g, g in " + CelText.of(identities.groups()) + ")";
    }

    private static String isAnyOf(List<ObjectPattern> objects) {
        return objects.stream().map(Excuses::matches).collect(joining(" || "));
    }

    private static String matches(ObjectPattern pattern) {
        String name = pattern.name();
        return "request.kind.kind == " + CelText.of(pattern.kind().toString()) + " && variables.inNamespace == "
                + CelText.of(pattern.namespace()) + " && object.metadata.?name.orValue(\"\")"
                + (name.endsWith("*")
                        ? ".startsWith(" + CelText.of(name.substring(0, name.length() - 1)) + ")"
                        : " == " + CelText.of(name));
    }
}
