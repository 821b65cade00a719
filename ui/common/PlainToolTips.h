#pragma once

#include <QObject>

namespace gatehouse {

/// As a tool tip: wrapped, and nothing in it is taken for markup.
QString plainToolTip(const QString &text);

/// Shows the tool tips of cells so. Qt takes a text for markup that looks like it, and cells say what is in
/// files and databases. To be installed on the application.
class PlainToolTips : public QObject
{
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

}
