package cloud.kuryzhev.rbacguard.demo;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code java -jar demo.jar [--keep]}: runs the story, and with {@code --keep} keeps its cluster up until Ctrl-C. */
public final class Demo {

    private static final int DIFFERED = 1;

    private Demo() {}

    /** Exits 0 if every step went as told, 1 at the first that did not. */
    public static void main(String[] args) throws InterruptedException {
        System.exit(run(List.of(args).contains("--keep"), System.out));
    }

    /** Runs the story and tells it to {@code out}; gives the exit code. */
    static int run(boolean keep, PrintStream out) throws InterruptedException {
        var narrator = new Narrator(out);
        narrator.say("starting etcd, kube-apiserver and kube-controller-manager …");
        try (ControlPlane plane = ControlPlane.start();
                Guard guard = new Guard(plane)) {
            int exitCode = tell(plane, guard, narrator);
            if (keep && exitCode == 0) {
                stayUp(plane, guard, narrator);
            }
            return exitCode;
        } catch (IllegalStateException e) { // a server did not start
            narrator.differs(String.valueOf(e.getMessage()));
            return DIFFERED;
        }
    }

    /** Tells it on {@code plane}, which runs on when it is told. */
    static int tell(ControlPlane plane, Guard guard, Narrator narrator) throws InterruptedException {
        narrator.say("a fresh Kubernetes control plane answers at " + plane.apiServer());
        try {
            new Story(plane, guard, narrator).tell();
            narrator.done();
            return 0;
        } catch (StoryDiffers | IllegalStateException e) { // the latter: a service did not start
            narrator.differs(String.valueOf(e.getMessage()));
            return DIFFERED;
        }
    }

    private static void stayUp(ControlPlane plane, Guard guard, Narrator narrator) throws InterruptedException {
        narrator.say("it stays up until Ctrl-C. In another terminal:");
        narrator.say("");
        narrator.say("  export KUBECONFIG=" + plane.admin().kubeconfig());
        narrator.say("  kubectl get rbacviolations -A");
        narrator.say("  kubectl create clusterrole everything --verb='*' --resource=pods");
        narrator.say("");
        narrator.say("the same in a browser: " + guard.pages() + " ; sign in with the token of");
        new People(plane).tokens().forEach((name, token) -> {
            narrator.say("");
            narrator.say("  " + name + ": " + token);
        });
        narrator.say("");
        narrator.say("metrics and health: " + guard.metrics() + " ; no kubectl at hand? " + plane.kubectl());
        new CountDownLatch(1).await();
    }
}
