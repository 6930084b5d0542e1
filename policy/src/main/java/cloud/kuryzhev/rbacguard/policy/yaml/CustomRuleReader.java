package cloud.kuryzhev.rbacguard.policy.yaml;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.CustomRule;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.cel.CelCheck;
import cloud.kuryzhev.rbacguard.policy.cel.CelExpression;
import cloud.kuryzhev.rbacguard.policy.cel.CelProblem;
import cloud.kuryzhev.rbacguard.policy.cel.CelReading;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code custom}, and compiles its expressions. */
final class CustomRuleReader {

    private static final String KEY = "custom";
    private static final String ID = "id";
    private static final String KINDS = "kinds";
    private static final String EXPRESSION = "expression";
    private static final String MESSAGE = "message";
    private static final String MESSAGE_EXPRESSION = "messageExpression";
    private static final String REASON = "reason";
    private static final String SEVERITY = "severity";
    private static final String ACTION = "action";
    private static final List<String> KEYS =
            List.of(ID, KINDS, EXPRESSION, MESSAGE, MESSAGE_EXPRESSION, REASON, SEVERITY, ACTION);
    private static final Pattern ID_FORM = Pattern.compile(CustomRule.PREFIX + "[a-z0-9_]{1,50}");
    private static final int MOST = 50;

    private final String yaml;
    private final Problems problems;
    private final Values values;
    private final Set<String> ids = new HashSet<>();

    CustomRuleReader(String yaml, Problems problems) {
        this.yaml = yaml;
        this.problems = problems;
        this.values = new Values(problems);
    }

    /** Those that can be used; the others are problems. */
    List<CustomRule> read(Node value) {
        return values.items(KEY, value, MOST).stream()
                .flatMap(item -> rule(item).stream())
                .toList();
    }

    private Optional<CustomRule> rule(Node item) {
        Fields fields = Fields.of(item, "a custom rule", KEYS, problems);
        String id = fields.require(ID).flatMap(this::id).orElse("");
        Set<Kind> kinds = fields.require(KINDS).map(this::kinds).orElse(Set.of());
        Optional<CelExpression> condition =
                fields.require(EXPRESSION).flatMap(it -> compiled(EXPRESSION, it, CelExpression::condition));
        Optional<String> message = fields.require(MESSAGE).flatMap(it -> values.text(MESSAGE, it));
        Optional<CelExpression> said =
                fields.get(MESSAGE_EXPRESSION).flatMap(it -> compiled(MESSAGE_EXPRESSION, it, CelExpression::message));
        String reason =
                fields.get(REASON).flatMap(it -> values.text(REASON, it)).orElse("");
        Optional<Severity> severity =
                fields.require(SEVERITY).flatMap(it -> values.oneOf(SEVERITY, it, Severity.values()));
        Optional<Action> action = fields.require(ACTION).flatMap(it -> values.oneOf(ACTION, it, Action.values()));
        if (condition.isEmpty() || message.isEmpty() || severity.isEmpty() || action.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CustomRule(
                id,
                new TreeSet<>(kinds),
                condition.get().toString(),
                message.get(),
                said.map(CelExpression::toString),
                reason,
                severity.get(),
                action.get(),
                new CelCheck(condition.get(), said)));
    }

    private Optional<String> id(Node value) {
        Optional<String> id = Values.string(value);
        if (id.filter(it -> ID_FORM.matcher(it).matches()).isEmpty()) {
            problems.add(
                    value,
                    "found " + Found.in(value) + "; \"id\" must be " + CustomRule.PREFIX
                            + " and up to 50 lower-case letters, digits and _");
        } else if (!ids.add(id.get())) {
            problems.add(value, "custom rule \"" + id.get() + "\" stands here a second time");
        }
        return id;
    }

    private Set<Kind> kinds(Node value) {
        var reader = new ObjectPatternReader(problems);
        List<Node> items = values.items(KINDS, value, Kind.values().length);
        if (items.isEmpty()) {
            problems.add(value, "\"kinds\" is empty: name at least one");
        }
        var kinds = new TreeSet<Kind>();
        items.forEach(item -> reader.kind(item).ifPresent(kinds::add));
        return kinds;
    }

    private Optional<CelExpression> compiled(String key, Node value, Function<String, CelReading> compiler) {
        if (!(value instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            problems.add(value, "found " + Found.in(value) + "; \"" + key + "\" must be an expression in CEL");
            return Optional.empty();
        }
        return switch (compiler.apply(scalar.getValue())) {
            case CelReading.Usable(CelExpression expression) -> Optional.of(expression);
            case CelReading.Unusable(List<CelProblem> found) -> {
                found.forEach(problem -> tell(key, scalar, problem));
                yield Optional.empty();
            }
        };
    }

    private void tell(String key, ScalarNode scalar, CelProblem problem) {
        Place place = Place.in(yaml, scalar, problem.line(), problem.column());
        String hint = problem.message().startsWith("undeclared reference")
                ? "; variables are object, oldObject, request, rules and subjects"
                : "";
        problems.add(
                place.line(),
                place.column(),
                "\"" + key + "\" does not compile: " + problem.message().replace(" (in container '')", "") + hint);
    }
}
