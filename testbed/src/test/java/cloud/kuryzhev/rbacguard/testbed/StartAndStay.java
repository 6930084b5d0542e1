package cloud.kuryzhev.rbacguard.testbed;

import java.util.List;

/** A program that starts a control plane, says where, and stays until it is ended. */
final class StartAndStay {

    private StartAndStay() {}

    /** Prints {@code <directory> <pid> <pid> <pid>}. */
    public static void main(String[] arguments) throws InterruptedException {
        ControlPlane plane = ControlPlane.start();
        List<String> pids = plane.processes().stream()
                .map(process -> Long.toString(process.pid()))
                .toList();
        IO.println(plane.directory() + " " + String.join(" ", pids));
        Thread.currentThread().join();
    }
}
