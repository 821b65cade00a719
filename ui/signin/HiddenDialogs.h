#pragma once

#include <QList>
#include <QPointer>

class QWidget;

namespace gatehouse {

/// The dialogs of a window that are out of sight while it is locked; what was typed in them stays.
class HiddenDialogs
{
public:
    void hideThoseOf(QWidget &window);
    void showAgain();

private:
    QList<QPointer<QWidget>> m_hidden;
};

}
