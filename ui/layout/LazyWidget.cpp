#include "ui/layout/LazyWidget.h"

#include <QBoxLayout>

namespace gatehouse {

LazyWidget::LazyWidget(std::function<QWidget *()> make, When when) : m_make(std::move(make)), m_when(when) {}

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
    if (m_when == When::Shown)
        content();
    QWidget::showEvent(event);
}

}
