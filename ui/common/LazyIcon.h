#pragma once

#include <QIcon>

#include <functional>

namespace gatehouse {

/// An icon that is looked for when it is first painted or measured, so that icons that are not seen cost the
/// start of the window nothing.
QIcon lazyIcon(std::function<QIcon()> make);

}
