/// Nodes that are containers of an image: the engine, the network that a scenario's
/// nodes live on, the nodes.
@NullMarked
package tsunagi.conformance.container;

import org.jspecify.annotations.NullMarked;
