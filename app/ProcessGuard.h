#pragma once

namespace gatehouse {

/// Keeps the memory of this process, which holds passwords and secrets for moments, out of core files and
/// away from other processes of the same user, and lets no limit of the system end it in the middle.
void guardProcess();

}
