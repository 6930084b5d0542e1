package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Names are kept where they are few and stable, and namespaces as long as they are few. */
class NeededAccessTest {

    private static final Subject BACKEND = account("shop", "backend");
    private static final Role WIDE = clusterRole("wide", rule("*", "-", "*"));
    private static final Instant EARLY = Scene.FROM.plus(Duration.ofDays(1));
    private static final Instant LATE = Scene.TO.minus(Duration.ofDays(1));

    @Test
    void aNameThatWasAskedForAllTheTimeIsKept() {
        assertThat(rules(all("get", "configmaps", "settings")))
                .containsExactly(rule("get", "-", "configmaps", "settings"));
    }

    @Test
    void aNameThatWasAskedForOnceIsNoLastingOne() {
        assertThat(rules(new Scene(WIDE, clusterRoleBinding("b", "wide", BACKEND))
                        .used(BACKEND, ask("get", "configmaps", "settings", "n"))))
                .containsExactly(rule("get", "-", "configmaps"));
    }

    @Test
    void aNameThatTheApiServerMadeUpIsNotKept() {
        assertThat(rules(all("get", "pods", "web-x7k2p"))).containsExactly(rule("get", "-", "pods"));
    }

    @Test
    void moreThanThreeNamesAreAllNames() {
        assertThat(rules(all("get", "configmaps", "a", "b", "c")))
                .containsExactly(rule("get", "-", "configmaps", "a", "b", "c"));
        assertThat(rules(all("get", "configmaps", "a", "b", "c", "d"))).containsExactly(rule("get", "-", "configmaps"));
    }

    @Test
    void creationAndDeletionOfACollectionAreNeverKeptByName() {
        assertThat(rules(all("create", "configmaps", "a"))).containsExactly(rule("create", "-", "configmaps"));
        assertThat(rules(all("deletecollection", "configmaps", "a")))
                .containsExactly(rule("deletecollection", "-", "configmaps"));
        assertThat(rules(all("create", "pods/eviction", "a")))
                .containsExactly(rule("create", "-", "pods/eviction", "a"));
    }

    @Test
    void aWatchByNameBringsTheListByName() {
        var scene = all("watch", "configmaps", "settings");
        assertThat(rules(scene)).containsExactly(rule("list,watch", "-", "configmaps", "settings"));
        assertThat(scene.replacement(WIDE).explanation().inferred())
                .containsExactly(ask("list", "configmaps", "settings", "n"));
    }

    @Test
    void aListThatWasSeenIsNotInferred() {
        var scene = new Scene(WIDE, clusterRoleBinding("b", "wide", BACKEND))
                .used(BACKEND, ask("watch", "pods", "", "n"), ask("list", "pods", "", "n"));
        assertThat(scene.replacement(WIDE).explanation().inferred()).isEmpty();
    }

    @Test
    void theSameInMoreNamespacesThanAnybodyReviewsIsGrantedClusterWide() {
        assertThat(inNamespaces(100).replacement(WIDE).bindings()).hasSize(100);
        assertThat(inNamespaces(101).replacement(WIDE).bindings())
                .singleElement()
                .satisfies(it -> assertThat(it.clusterWide()).isTrue());
    }

    private static Scene inNamespaces(int count) {
        Permission[] used = IntStream.range(0, count)
                .mapToObj(i -> ask("get", "pods", "", "n" + i))
                .toArray(Permission[]::new);
        return new Scene(WIDE, clusterRoleBinding("b", "wide", BACKEND)).used(BACKEND, used);
    }

    /** Of each name, from the beginning of the window to its end. */
    private static Scene all(String verb, String resource, String... names) {
        var scene = new Scene(WIDE, clusterRoleBinding("b", "wide", BACKEND));
        for (String name : names) {
            scene.seen(new Seen(EARLY, LATE, 30), BACKEND, ask(verb, resource, name, "n"));
        }
        return scene;
    }

    private static List<PolicyRule> rules(Scene scene) {
        return scene.replacement(WIDE).roles().getFirst().rules();
    }
}
