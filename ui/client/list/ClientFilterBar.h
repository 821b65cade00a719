#pragma once

#include "store/records/ClientPage.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QGridLayout;
class QLineEdit;

namespace gatehouse {

class KeyComboBox;

/// Search as you type and filters above the list of client applications.
class ClientFilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit ClientFilterBar(QWidget *parent = nullptr);

    store::ClientFilter filter() const;
    void focusSearch();
    /// Without servers nothing can have drifted.
    void setHasServers(bool hasServers);
    /// Beside something else; else in one line, or in two where there is no room for one.
    void setNarrow(bool narrow);

Q_SIGNALS:
    void changed();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Shape { OneLine, TwoLines, Narrow };

    Shape shapeFor(int width) const;
    void arrange(Shape shape);
    KeyComboBox *addFilter(const QString &label, const QString &off, const QString &on);

    QGridLayout *m_layout;
    QLineEdit *m_search;
    KeyComboBox *m_enabled;
    KeyComboBox *m_grantType;
    KeyComboBox *m_openId;
    KeyComboBox *m_api;
    QCheckBox *m_withProblems;
    QCheckBox *m_withAcceptedRisks;
    QCheckBox *m_withDrift;
    int m_boxesWidth = 0; ///< of what is chosen, with nothing cut
    bool m_isNarrow = false;
    std::optional<Shape> m_shape;
};

}
