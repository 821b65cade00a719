#pragma once

#include <QWidget>

#include <functional>

namespace gatehouse {

/// Stands for a widget that is made when it is first shown or asked for, so that the window opens before what
/// is hidden at first costs anything.
class LazyWidget : public QWidget
{
    Q_OBJECT

public:
    enum class When { Shown, Asked };

    explicit LazyWidget(std::function<QWidget *()> make, When when = When::Shown);

    QWidget *content();

protected:
    void showEvent(QShowEvent *event) override;

private:
    std::function<QWidget *()> m_make;
    When m_when;
    QWidget *m_content = nullptr;
};

}
