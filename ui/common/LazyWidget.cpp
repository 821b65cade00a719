#include "ui/common/LazyWidget.h"

#include <QBoxLayout>

namespace gatehouse {

LazyWidget::LazyWidget(std::function<QWidget *()> make, QWidget *parent)
    : QWidget(parent), m_make(std::move(make))
{
}

QWidget *LazyWidget::content()
{
    if (!m_content) {
        m_content = m_make();
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins({});
        layout->addWidget(m_content);
        m_content->show(); // a layout would show it only with the next turn of the event loop
    }
    return m_content;
}

void LazyWidget::showEvent(QShowEvent *event)
{
    content();
    QWidget::showEvent(event);
}

}
