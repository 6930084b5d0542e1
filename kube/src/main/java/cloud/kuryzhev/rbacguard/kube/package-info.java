/** The Kubernetes edge: RBAC objects to the model and back, and the policy ConfigMap. Only here are fabric8's RBAC types touched. */
@NullMarked
package cloud.kuryzhev.rbacguard.kube;

import org.jspecify.annotations.NullMarked;
