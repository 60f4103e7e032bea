"""Outside services as they behave over HTTP, for the demo and the tests. Loopback only, nothing leaves the machine."""
