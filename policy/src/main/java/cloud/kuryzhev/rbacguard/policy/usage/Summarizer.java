package cloud.kuryzhev.rbacguard.policy.usage;

import static java.util.stream.Collectors.toMap;

import cloud.kuryzhev.rbacguard.policy.rbac.Compaction;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.DeniedPermission;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Totals;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedRule;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedScope;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes summaries.
 *
 * <ol>
 *   <li>permissions are {@linkplain Condensed condensed}, and written as rules namespace by namespace;
 *   <li>namespaces with the same rules come together, at most 100 of them;
 *   <li>rules are taken in their order for as long as there is room, so that the same usage always gives the same summary;
 *   <li>of what was refused in the last 30 days, the 50 latest.
 * </ol>
 */
final class Summarizer {

    private static final int MAX_RULES = 300;
    private static final int MAX_CHARACTERS = 200_000;
    private static final int MAX_NAMESPACES = 100;
    private static final int MAX_DENIED = 50;
    private static final Duration LATELY = Duration.ofDays(30);

    private final List<UsedScope> scopes = new ArrayList<>();
    private int rules;
    private int characters;
    private final Set<Permission> written = new HashSet<>();

    private Summarizer() {}

    static UsageSummary summarize(Subject subject, SubjectUsage usage, Coverage coverage) {
        var used = Condensed.of(usage.used());
        var summarizer = new Summarizer();
        summarizer.add(used.permissions());
        Window window = window(usage, coverage);
        Condensed denied = Condensed.of(lately(usage.denied(), window.to()));
        List<DeniedPermission> latest = latest(denied.permissions(), summarizer.room());
        int all = used.permissions().size() + used.omitted();
        int refused = denied.permissions().size() + denied.omitted();
        return new UsageSummary(
                subject,
                window,
                summarizer.scopes,
                latest,
                new Totals(all, all - summarizer.written.size(), refused, refused - latest.size()));
    }

    private static Window window(SubjectUsage usage, Coverage coverage) {
        List<Seen> all = Stream.of(usage.used(), usage.denied())
                .flatMap(stream -> stream.values().stream())
                .toList();
        Instant first = all.stream().map(Seen::first).min(Instant::compareTo).orElse(coverage.from());
        if (coverage.events() > 0 && !first.isBefore(coverage.from())) {
            return new Window(coverage.from(), coverage.to(), true);
        }
        Instant last = all.stream().map(Seen::last).max(Instant::compareTo).orElse(first);
        return new Window(first, last.isAfter(coverage.to()) ? last : coverage.to(), false);
    }

    private void add(Map<Permission, Seen> used) {
        Map<String, Map<Permission, Seen>> byNamespace = new TreeMap<>();
        used.forEach((permission, seen) -> byNamespace
                .computeIfAbsent(namespace(permission), _ -> new HashMap<>())
                .put(permission, seen));
        SequencedMap<List<PolicyRule>, List<String>> alike = new LinkedHashMap<>();
        byNamespace.forEach((namespace, permissions) -> alike.computeIfAbsent(
                        Compaction.rules(permissions.keySet()), _ -> new ArrayList<>())
                .add(namespace));
        alike.forEach((its, namespaces) ->
                add(its, namespaces.subList(0, Math.min(namespaces.size(), MAX_NAMESPACES)), byNamespace));
    }

    private void add(List<PolicyRule> candidates, List<String> namespaces, Map<String, Map<Permission, Seen>> used) {
        int names = namespaces.stream().mapToInt(Weight::of).sum();
        if (names > room()) {
            return;
        }
        var taken = new ArrayList<UsedRule>();
        int weight = names;
        for (PolicyRule rule : candidates) {
            int its = Weight.of(rule);
            if (rules < MAX_RULES && weight + its <= room()) {
                weight += its;
                rules++;
                taken.add(new UsedRule(rule, seen(rule, namespaces, used)));
            }
        }
        if (!taken.isEmpty()) {
            characters += weight;
            scopes.add(new UsedScope(namespaces, taken));
        }
    }

    private Seen seen(PolicyRule rule, List<String> namespaces, Map<String, Map<Permission, Seen>> used) {
        return namespaces.stream()
                .flatMap(namespace -> used.getOrDefault(namespace, Map.of()).entrySet().stream())
                .filter(entry -> rule.allows(entry.getKey()))
                .peek(entry -> written.add(entry.getKey())) // a rule without names also allows what one with names does
                .map(Map.Entry::getValue)
                .reduce(Seen::plus)
                .orElseThrow();
    }

    private int room() {
        return MAX_CHARACTERS - characters;
    }

    private static Map<Permission, Seen> lately(Map<Permission, Seen> denied, Instant to) {
        return denied.entrySet().stream()
                .filter(entry -> !entry.getValue().last().isBefore(to.minus(LATELY)))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<DeniedPermission> latest(Map<Permission, Seen> denied, int room) {
        var left = new int[] {room};
        return denied.entrySet().stream()
                .map(entry -> new DeniedPermission(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing((DeniedPermission it) -> it.seen().last())
                        .reversed()
                        .thenComparing(DeniedPermission::permission))
                .limit(MAX_DENIED)
                .filter(it -> (left[0] -= Weight.of(it.permission().toString())) >= 0)
                .sorted(Comparator.comparing(DeniedPermission::permission))
                .toList();
    }

    private static String namespace(Permission permission) {
        return permission instanceof OnResource asked ? asked.namespace() : "";
    }
}
