package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.LabelSelector;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** CEL as an API server has it ({@code k8s.io/apiserver/pkg/cel/library}), as far as the catalogue needs it, for an object that is created. */
final class ApiServerCel {

    private static final CelOptions OPTIONS = CelOptions.current().build();
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(CelExtensions.strings(), CelExtensions.optional())
            .addFunctionDeclarations(
                    CelFunctionDecl.newFunctionDeclaration(
                            "indexOf",
                            CelOverloadDecl.newMemberOverload(
                                    "list_index_of", SimpleType.INT, ListType.create(SimpleType.DYN), SimpleType.DYN)),
                    CelFunctionDecl.newFunctionDeclaration(
                            "sum",
                            CelOverloadDecl.newMemberOverload(
                                    "list_sum", SimpleType.INT, ListType.create(SimpleType.INT))))
            .addVar("object", SimpleType.DYN)
            .addVar("oldObject", SimpleType.DYN)
            .addVar("variables", SimpleType.DYN)
            .build();
    private static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(CelExtensions.strings(), CelExtensions.optional())
            .addFunctionBindings(
                    CelFunctionBinding.from(
                            "list_index_of", List.class, Object.class, (list, item) -> (long) list.indexOf(item)),
                    CelFunctionBinding.from("list_sum", List.class, list -> ((List<?>) list)
                            .stream().mapToLong(it -> (Long) it).sum()))
            .build();

    private ApiServerCel() {}

    /** The fields that {@code rule} finds something in, with what it says of each. */
    static List<Map<String, String>> matches(CelRule rule, RbacObject object) {
        try {
            Object found = RUNTIME.createProgram(
                            COMPILER.compile(rule.matches()).getAst())
                    .eval(Map.of(
                            "object", manifest(object),
                            "oldObject", NullValue.NULL_VALUE,
                            "variables", variables(object)));
            return ((List<?>) found)
                    .stream().map(it -> (Map<?, ?>) it).map(ApiServerCel::texts).toList();
        } catch (CelValidationException | CelEvaluationException e) {
            throw new AssertionError(rule.spec().id() + ": " + rule.matches(), e);
        }
    }

    private static Map<String, String> texts(Map<?, ?> match) {
        return Map.of(
                "at", (String) match.get("at"), "of", (String) match.get("of"), "narrow", (String) match.get("narrow"));
    }

    private static Map<String, Object> manifest(RbacObject object) {
        return object instanceof Binding(ObjectKey _, ObjectKey role, var _, var _)
                ? Map.of("roleRef", Map.of("kind", role.kind().toString(), "name", role.name()))
                : Map.of();
    }

    private static Map<String, Object> variables(RbacObject object) {
        String namespace = object.key().namespace();
        return switch (object) {
            case Role role -> {
                List<?> rules = role.rules().stream().map(ApiServerCel::rule).toList();
                yield Map.of(
                        "inNamespace", namespace,
                        "all", rules,
                        "added", rules,
                        "addedLabels", List.copyOf(role.metadata().labels().keySet()),
                        "addedSelectors",
                                role.aggregates().stream()
                                        .map(ApiServerCel::selector)
                                        .toList());
            }
            case Binding binding -> {
                List<?> subjects =
                        binding.subjects().stream().map(ApiServerCel::subject).toList();
                yield Map.of("inNamespace", namespace, "all", subjects, "added", subjects);
            }
        };
    }

    private static Map<String, Object> rule(PolicyRule rule) {
        return Map.of(
                "verbs", rule.verbs(),
                "apiGroups", rule.apiGroups(),
                "resources", rule.resources(),
                "resourceNames", rule.resourceNames(),
                "nonResourceURLs", rule.nonResourceUrls());
    }

    private static Map<String, Object> selector(LabelSelector selector) {
        return Map.of(
                "matchLabels",
                selector.matchLabels(),
                "matchExpressions",
                selector.matchExpressions().stream()
                        .map(it -> Map.of("key", it.key(), "operator", it.operator(), "values", it.values()))
                        .toList());
    }

    private static Map<String, Object> subject(Subject subject) {
        Map<String, String> named =
                switch (subject) {
                    case Subject.User(String name) -> Map.of("kind", "User", "namespace", "", "name", name);
                    case Subject.Group(String name) -> Map.of("kind", "Group", "namespace", "", "name", name);
                    case Subject.ServiceAccount(String namespace, String name) ->
                        Map.of("kind", "ServiceAccount", "namespace", namespace, "name", name);
                };
        var all = new HashMap<String, Object>(named);
        all.put("who", subject.authenticatedName());
        return all;
    }
}
