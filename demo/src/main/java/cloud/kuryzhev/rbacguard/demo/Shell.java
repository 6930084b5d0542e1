package cloud.kuryzhev.rbacguard.demo;

import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** kubectl, told. After {@code -f -} comes the manifest to read. */
final class Shell {

    private final Kubectl kubectl;
    private final Narrator narrator;

    Shell(Kubectl kubectl, Narrator narrator) {
        this.kubectl = kubectl;
        this.narrator = narrator;
    }

    /** Runs it and shows what it says. */
    Kubectl.Result shows(String... arguments) throws InterruptedException {
        narrator.command(line(arguments));
        Kubectl.Result result = quietly(arguments);
        narrator.outcome(result.stdout() + result.stderr());
        return result;
    }

    /** Runs it, and differs unless it exits 0. */
    void succeeds(String... arguments) throws InterruptedException {
        demandSuccess(shows(arguments));
    }

    private static void demandSuccess(Kubectl.Result result) {
        if (!result.succeeded()) {
            throw new StoryDiffers("expected success, got exit code " + result.exitCode());
        }
    }

    /** {@code kubectl edit} with {@code editor} in place of somebody who types; differs unless it exits 0. */
    void edits(String editor, String... arguments) throws InterruptedException {
        narrator.command("KUBE_EDITOR=\"" + editor + "\" kubectl edit " + quoted(List.of(arguments)));
        Kubectl.Result result = kubectl.edit(editor, arguments);
        narrator.outcome(result.stdout() + result.stderr());
        demandSuccess(result);
    }

    /** Runs it, and differs unless the guard refuses it and says {@code what}. */
    void refused(String what, String... arguments) throws InterruptedException {
        Kubectl.Result result = shows(arguments);
        if (result.succeeded()
                || !result.stderr().contains("rbac-guard refused")
                || !result.stderr().contains(what)) {
            throw new StoryDiffers("expected a refusal that says: " + what);
        }
        narrator.holds("refused: " + what);
    }

    /** Runs it without a word. */
    Kubectl.Result quietly(String... arguments) throws InterruptedException {
        return readsManifest(arguments)
                ? kubectl.runWith(arguments[arguments.length - 1], Arrays.copyOf(arguments, arguments.length - 1))
                : kubectl.run(arguments);
    }

    private static boolean readsManifest(String... arguments) {
        return arguments.length > 2 && arguments[arguments.length - 2].equals("-");
    }

    private static String line(String... arguments) {
        if (!readsManifest(arguments)) {
            return "kubectl " + quoted(List.of(arguments));
        }
        List<String> words = List.of(arguments).subList(0, arguments.length - 1);
        return "kubectl " + quoted(words) + " <<'EOF'\n"
                + arguments[arguments.length - 1].strip().indent(4) + "    EOF";
    }

    /** {@code words} as a shell takes them. */
    static String quoted(List<String> words) {
        return words.stream()
                .map(word -> word.matches("[\\w@%+=:,./-]+") ? word : "'" + word + "'")
                .collect(Collectors.joining(" "));
    }
}
