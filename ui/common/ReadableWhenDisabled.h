#pragma once

#include <QObject>

class QWidget;

namespace gatehouse {

/// Keeps the texts of a widget readable while it is disabled: dimmed, but with a contrast of at least 3:1
/// (WCAG 2.2, 1.4.11) in every palette, which it follows. For what is disabled to be looked at.
class ReadableWhenDisabled : public QObject
{
    Q_OBJECT

public:
    explicit ReadableWhenDisabled(QWidget &widget);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();

    QWidget &m_widget;
};

}
