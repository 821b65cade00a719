#pragma once

#include <QLayout>
#include <QList>

#include <memory>
#include <vector>

namespace gatehouse {

/// One beside the other from where reading begins, and on in the next line where there is no room.
class FlowLayout : public QLayout
{
    Q_OBJECT

public:
    explicit FlowLayout(QWidget *parent = nullptr) : QLayout(parent) {}

    /// Takes a layout, too: what belongs together stays in one line.
    void addItem(QLayoutItem *item) override;
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    int count() const override { return int(m_items.size()); }

    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override; ///< in one line
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    /// Gives the height that it takes.
    int arrange(const QRect &rect, bool moves) const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

}
