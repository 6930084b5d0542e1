package cloud.kuryzhev.rbacguard.policy.audit;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.audit.AuditRule.Resources;
import cloud.kuryzhev.rbacguard.policy.audit.Logged.Answer;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The evaluator answers for many requests at once what a naive matcher says of each. */
class AuditPolicyPropertiesTest {

    private static final List<String> VERBS = List.of("get", "list", "watch");
    private static final List<String> GROUPS = List.of("", "apps");
    private static final List<String> RESOURCES = List.of("pods", "pods/log", "pods/status", "events", "events/status");
    private static final List<String> NAMES = List.of("", "a", "b");
    private static final List<String> NAMESPACES = List.of("", "n1", "n2");
    private static final List<String> PATHS = List.of("/", "/api", "/apis/x", "/healthz", "/healthz/etcd");
    private static final List<Permission> REQUESTS = requests();

    /** Somebody, and everybody who may be meant. */
    record Who(Subject subject, Set<String> known, List<Caller> callers) {}

    record Caller(String name, Set<String> groups) {}

    private static final Caller JANE = new Caller("jane", Set.of("dev", "system:authenticated"));
    private static final Caller EVE = new Caller("eve", Set.of("dev", "ops", "system:authenticated"));
    private static final Caller ACCOUNT = new Caller(
            "system:serviceaccount:n1:a",
            Set.of("system:serviceaccounts", "system:serviceaccounts:n1", "system:authenticated"));

    private static final List<Who> WHO = List.of(
            new Who(new Subject.User("jane"), JANE.groups(), List.of(JANE)),
            new Who(
                    new Subject.User("jane"),
                    Set.of(),
                    List.of(JANE, new Caller("jane", Set.of("ops", "system:authenticated")))),
            new Who(new Subject.ServiceAccount("n1", "a"), Set.of(), List.of(ACCOUNT)),
            new Who(new Subject.Group("dev"), Set.of(), List.of(JANE, EVE)));

    @Property(edgeCases = EdgeCasesMode.NONE)
    void ofOneRequestOfOneCallerTheAnswerIsTheNaiveOne(@ForAll("policies") AuditPolicy policy) {
        for (Who who : List.of(WHO.get(0), WHO.get(2))) {
            Caller caller = who.callers().getFirst();
            REQUESTS.stream().filter(AuditPolicyPropertiesTest::isOne).forEach(request -> assertThat(
                            policy.of(who.subject(), who.known())
                                    .logged(request)
                                    .answer())
                    .as("%s of %s", request, caller)
                    .isEqualTo(
                            new NaiveAudit(policy).logs(caller.name(), caller.groups(), request)
                                    ? Answer.LOGGED
                                    : Answer.NOT_LOGGED));
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void loggedMeansEveryRequestAndNotLoggedMeansNone(
            @ForAll("policies") AuditPolicy policy, @ForAll("granted") Permission granted, @ForAll("who") Who who) {
        Answer answer = policy.of(who.subject(), who.known()).logged(granted).answer();
        Statistics.collect(answer);
        var naive = new NaiveAudit(policy);
        REQUESTS.stream().filter(request -> standsFor(granted, request)).forEach(request -> who.callers()
                .forEach(caller -> {
                    boolean logs = naive.logs(caller.name(), caller.groups(), request);
                    assertThat(answer)
                            .as("%s for %s of %s", granted, request, caller)
                            .isNotEqualTo(logs ? Answer.NOT_LOGGED : Answer.LOGGED);
                }));
    }

    @Provide
    Arbitrary<Who> who() {
        return Arbitraries.of(WHO);
    }

    @Provide
    Arbitrary<Permission> granted() {
        Arbitrary<Permission> onResources = Combinators.combine(
                        with(VERBS, "*"),
                        with(GROUPS, "*"),
                        with(RESOURCES, "*", "*/log", "*/status"),
                        Arbitraries.of(NAMES),
                        Arbitraries.of(NAMESPACES))
                .as(OnResource::new);
        Arbitrary<Permission> onUrls = Combinators.combine(with(VERBS, "*"), with(PATHS, "*", "/api*", "/h*"))
                .as(OnUrl::new);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, onResources), net.jqwik.api.Tuple.of(1, onUrls));
    }

    @Provide
    Arbitrary<AuditPolicy> policies() {
        return Combinators.combine(rules().list().ofMaxSize(4), stages()).as(AuditPolicy::new);
    }

    private static Arbitrary<AuditRule> rules() {
        Arbitrary<Resources> resources = Combinators.combine(
                        Arbitraries.of(GROUPS), some(RESOURCES, "*", "pods/*", "*/status"), some(List.of("a", "b")))
                .as((group, its, names) -> new Resources(group, its, its.isEmpty() ? List.of() : names));
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        rarely(some(List.of("jane", "eve", ACCOUNT.name()))),
                        rarely(some(List.of("dev", "ops", "system:serviceaccounts:n1", "system:authenticated"))),
                        some(VERBS),
                        resources.list().ofMaxSize(2),
                        some(NAMESPACES),
                        some(PATHS, "*", "/healthz*", "/api*"),
                        stages())
                .as((logs, users, groups, verbs, its, namespaces, urls, stages) -> new AuditRule(
                        logs,
                        users,
                        groups,
                        verbs,
                        urls.isEmpty() ? its : List.of(),
                        urls.isEmpty() ? namespaces : List.of(),
                        urls,
                        stages));
    }

    private static Arbitrary<Set<Stage>> stages() {
        return rarely(Arbitraries.of(Stage.class).set().ofMaxSize(2).map(List::copyOf))
                .map(Set::copyOf);
    }

    private static <T> Arbitrary<List<T>> rarely(Arbitrary<List<T>> lists) {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(2, Arbitraries.just(List.of())), net.jqwik.api.Tuple.of(1, lists));
    }

    private static Arbitrary<List<String>> some(List<String> words, String... wildcards) {
        return rarely(with(words, wildcards).list().uniqueElements().ofMaxSize(2));
    }

    private static Arbitrary<String> with(List<String> words, String... wildcards) {
        var all = new ArrayList<>(words);
        all.addAll(List.of(wildcards));
        return Arbitraries.of(all);
    }

    private static boolean isOne(Permission request) {
        return !(request instanceof OnResource asked)
                || (!asked.name().isEmpty() && !asked.namespace().isEmpty());
    }

    private static boolean standsFor(Permission granted, Permission request) {
        return switch (granted) {
            case OnUrl url ->
                PolicyRule.onUrls(List.of(url.verb()), List.of(url.path())).allows(request);
            case OnResource it ->
                request instanceof OnResource asked
                        && (it.namespace().isEmpty() || it.namespace().equals(asked.namespace()))
                        && new PolicyRule(
                                        List.of(it.verb()),
                                        List.of(it.apiGroup()),
                                        List.of(it.resource()),
                                        it.name().isEmpty() ? List.of() : List.of(it.name()),
                                        List.of())
                                .allows(request);
        };
    }

    private static List<Permission> requests() {
        var requests = new ArrayList<Permission>();
        for (String verb : VERBS) {
            PATHS.forEach(path -> requests.add(new OnUrl(verb, path)));
            for (String group : GROUPS) {
                for (String resource : RESOURCES) {
                    for (String name : NAMES) {
                        NAMESPACES.forEach(
                                namespace -> requests.add(new OnResource(verb, group, resource, name, namespace)));
                    }
                }
            }
        }
        return List.copyOf(requests);
    }
}
