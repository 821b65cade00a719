#pragma once

#include "store/watch/ChangeNotice.h"

namespace gatehouse {

/// Who saved what a person is typing in, and when; `what` is what it is called, as `user "anna"`.
QString savedMeanwhileText(const SeenChange &save, const QString &what);

}
